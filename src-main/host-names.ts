/** The names by which this machine calls itself, as they stand in a Host header. */
export const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** Whether an address is reached from this machine only. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

/** The name in a Host header, in small letters and without its port; null when it is none. */
export function nameInHost(host: string | undefined): string | null {
  return /^(\[[0-9a-f:.]+\]|[^\s:/@[\]]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1]?.toLowerCase() ?? null;
}

/** A name that its owner listed, as it stands in a Host header. */
export function listedName(name: string): string {
  const small = name.toLowerCase();
  return small.includes(':') && !small.startsWith('[') ? `[${small}]` : small;
}
