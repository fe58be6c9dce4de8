/** Hands the person a file by the browser's own download; nothing leaves the machine. */
export function saveFile(name: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next task, and holds the blob itself.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
