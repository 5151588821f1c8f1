const count = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

/** `1,004,318` in the locale of the interface. */
export function formatCount(value: number): string {
  return count.format(value);
}

/** `20 %`, `1.29 %`: a number of percent with at most two decimals. */
export function formatPercent(value: number): string {
  return `${percent.format(value)} %`;
}
