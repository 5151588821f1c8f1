/** Words as the list of a CHECK: `'a', 'b'`. */
export function listOf(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
