import { Kbd } from '@mantine/core';

/** A key, or a chord written as `Ctrl K`. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return <Kbd>{keys}</Kbd>;
}
