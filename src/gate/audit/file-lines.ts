/** One line of a file, without its line feed. */
export type FileLine = { number: number; bytes: Buffer; ended: boolean };

const LINE_FEED = 0x0a;
/** A signed decision with its content stays far below; what is longer is not read into memory. */
const MAX_BYTES = 32_000_000;

/** Splits at line feeds and at nothing else. @throws RangeError for a line that nobody wrote */
export async function* fileLines(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<FileLine, void, undefined> {
  let parts: Buffer[] = [];
  let held = 0;
  let number = 0;
  const hold = (part: Buffer): void => {
    held += part.length;
    if (held > MAX_BYTES)
      throw new RangeError(`line ${number + 1} is longer than ${MAX_BYTES} bytes`);
    parts.push(part);
  };
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      hold(bytes.subarray(start, end));
      number += 1;
      yield { number, bytes: Buffer.concat(parts), ended: true };
      [parts, held, start] = [[], 0, end + 1];
    }
    // A copy: whoever gave the chunk may use its memory again.
    if (start < bytes.length) hold(Buffer.from(bytes.subarray(start)));
  }
  if (held > 0) yield { number: number + 1, bytes: Buffer.concat(parts), ended: false };
}
