/** Hands the person a file by the browser's own download; nothing leaves the machine. */
export function saveJson(name: string, value: unknown): void {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next task, and holds the blob itself.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
