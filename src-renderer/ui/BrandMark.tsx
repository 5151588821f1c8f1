/** The two planks of the slipway, in the accent colour. */
export function BrandMark({ width = 18 }: { readonly width?: number }) {
  return (
    <svg width={width} height={(width * 14) / 18} viewBox="0 0 18 14" aria-hidden="true">
      <path d="M5 1.5h13l-2.6 3.6H2.4zM2.6 8.9h13L13 12.5H0z" fill="var(--sl-accent)" />
    </svg>
  );
}
