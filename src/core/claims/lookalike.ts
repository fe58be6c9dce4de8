/** Letters of other scripts that look like Latin ones (the common part of Unicode's confusables). */
const TWINS: Record<string, string> = Object.fromEntries(
  Array.from(
    'аaеeоoрpсcуyхxіiјjѕsӏlһhԁdԛqԝwкkмmтtнhвbгrпnзzαaοoρpνvιiκkτtυuγy'.matchAll(/(.)(.)/gu),
  ).map(([, from = '', to = '']) => [from, to]),
);
const SHAPES: [RegExp, string][] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/0/g, 'o'],
  [/[1il|]/g, 'l'],
  [/3/g, 'e'],
  [/5/g, 's'],
];

/** What a host looks like at a glance: equal skeletons are easily taken for one another. */
export function skeleton(host: string): string {
  const latin = Array.from(
    host
      .normalize('NFKD')
      .replace(/\p{Mn}+/gu, '')
      .toLowerCase(),
  )
    .map((char) => TWINS[char] ?? char)
    .join('');
  return SHAPES.reduce((text, [pattern, to]) => text.replace(pattern, to), latin);
}

/** True for a label that mixes Latin with its twins, or is made of twins alone. `münchen` and `日本語` are fine. */
export function disguised(unicodeHost: string): boolean {
  const labels = unicodeHost.split('.');
  const suffix = labels.at(-1) ?? '';
  return labels.slice(0, -1).some((label) => {
    const letters = Array.from(label).filter((char) => /\p{L}/u.test(char));
    const foreign = letters.filter((char) => /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(char));
    if (foreign.length === 0) return false;
    if (letters.some((char) => /\p{Script=Latin}/u.test(char))) return true;
    return /^[a-z]+$/.test(suffix) && foreign.every((char) => TWINS[char] !== undefined);
  });
}

/** True when one insertion, deletion, replacement or swap turns one into the other. */
export function oneStepApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
