const UNITS: Record<string, number> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Name and size in bytes of what is written like `terms.pdf (4 KB)`. Sizes are shown rounded. */
export function shownFile(text: string): { name: string; size: number } {
  const found = /\(?\s*([\d.,]+)\s*([KMG]?)B?\s*\)?$/i.exec(text);
  const unit = UNITS[found?.[2]?.toUpperCase() ?? ''] ?? 1;
  return {
    name: text.slice(0, found?.index).trim(),
    size: found ? Number(found[1]?.replace(',', '.')) * unit : 0,
  };
}
