/** Of more words the first are given. */
const most = 3

/** Gives the words that are most like another, by the pairs of letters that both have (Dice): one, or some that are equally near. */
export function nearestTo(word: string, words: readonly string[]): string[] {
  const likeness = words.map((each) => likenessOf(word, each))
  return words.filter((_, at) => likeness[at] === Math.max(...likeness)).slice(0, most)
}

function likenessOf(one: string, other: string): number {
  const [some, others] = [pairsOf(one), pairsOf(other)]
  return (2 * some.filter((pair) => others.includes(pair)).length) / (some.length + others.length)
}

function pairsOf(word: string): string[] {
  const letters = word.slice(0, 128).toLowerCase()
  return Array.from(letters, (letter, at) => letter + letters.charAt(at + 1))
}
