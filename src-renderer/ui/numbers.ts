const count = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `1,004,318` in the locale of the interface. */
export function formatCount(value: number): string {
  return count.format(value);
}

/** `1.29 %` of a share between 0 and 1. Show the count behind it as well. */
export function formatPercent(share: number): string {
  return `${percent.format(share * 100)} %`;
}
