/** How a release is called in its channel: `v` and its number, never padded, never zero (spec/mobile 2.3). */
export const LABEL = /^v[1-9]\d*$/;

export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

export function labelOf(number: number): string {
  return `v${number}`;
}

/** The number in a label. A text that is no label (a binary's version, say) has none. */
export function numberOf(label: string): number | null {
  return isLabel(label) ? Number(label.slice(1)) : null;
}
