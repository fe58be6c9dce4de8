/** How many of the first `count` numbers of an ascending list are below `value`. */
export function below(list: ArrayLike<number>, count: number, value: number): number {
  // what comes in is mostly the newest
  if (count === 0 || (list[count - 1] ?? 0) < value) return count;
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
