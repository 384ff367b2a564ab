/** `Did you mean one?` of the words that differ from the given one in few letters; empty where none does. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const most = Math.min(2, Math.floor(word.length / 2));
  const near = [...new Set(known)].filter((each) => distance(word, each) <= most);
  return suggest(near);
}

/** `Did you mean one or other?` after a space; empty where there is none. */
export function suggest(near: readonly string[]): string {
  return near.length > 0 ? ` Did you mean ${near.slice(0, 3).join(' or ')}?` : '';
}

/** How many letters have to be left out, put in, exchanged or swapped to make one word of another, as strings of UTF-16. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Number.POSITIVE_INFINITY;
  const rows = [[...other, ''].map((_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const [above = [], twoAbove = []] = rows.slice(-2).reverse();
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const ways = [at(above, column) + 1, at(line, column - 1) + 1];
      ways.push(at(above, column - 1) + (isSame ? 0 : 1));
      if (isSwapped) ways.push(at(twoAbove, column - 2) + 1);
      line.push(Math.min(...ways));
    }
    rows.push(line);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

const at = (line: readonly number[], column: number) => line[column] ?? Number.POSITIVE_INFINITY;
