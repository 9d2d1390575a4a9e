const most = 3

/** Gives the words that are most like another, by the pairs of letters that both have (Dice): one, or some that are equally near. */
export function nearest(word: string, words: readonly string[]): string[] {
  const likeness = new Map(words.map((each) => [each, likenessOf(word, each)]))
  const best = Math.max(...likeness.values())
  return words.filter((each) => likeness.get(each) === best).slice(0, most)
}

function likenessOf(one: string, other: string): number {
  const [some, others] = [pairsOf(one), pairsOf(other)]
  return (2 * some.filter((pair) => others.includes(pair)).length) / (some.length + others.length)
}

function pairsOf(word: string): string[] {
  return Array.from(word, (letter, at) => letter + word.charAt(at + 1))
}
