const count = new Intl.NumberFormat();

/** `1,004,318` in the locale of the interface. */
export function formatCount(value: number): string {
  return count.format(value);
}
