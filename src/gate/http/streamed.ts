/**
 * An answer of lines that is written as fast as it is read. The first piece is made before the
 * status goes out, so that what fails at once is a problem; what fails later cuts the answer off,
 * and its reader sees that the closing line is missing.
 */
export async function streamed(lines: AsyncIterable<string>, type: string): Promise<Response> {
  const pieces = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let next: IteratorResult<string> | null = await pieces.next();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(out) {
        const piece = next ?? (await pieces.next());
        next = null;
        if (piece.done) out.close();
        else out.enqueue(encoder.encode(piece.value));
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff' },
  });
}
