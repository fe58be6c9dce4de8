/** Why this cannot be a gate's address, as a sentence, or null when it can. */
export function gateUrlProblem(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return 'This is not an address. It looks like https://gate.example.com';
  }
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    return 'A gate needs https. Plain http works for this machine only.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'Leave user name and password out: the code is what pairs.';
  }
  return null;
}
