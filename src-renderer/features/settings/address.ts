/** Whether an address is reached from this machine only; the gateway decides by the same names. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

/** A port as typed; null when it is none. 0 lets the system choose. */
export function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : null;
}

/** Why a gateway's address cannot be applied, as a sentence; null when it can. */
export function gatewayFault({
  address,
  port,
  allowedHosts,
  baseUrl,
}: {
  readonly address: string;
  readonly port: number | null;
  readonly allowedHosts: readonly string[];
  readonly baseUrl: string | null;
}): string | null {
  if (address === '') return 'Needs an address, such as 127.0.0.1.';
  if (port === null) return 'A port is a whole number from 0 to 65535.';
  if (!isLoopback(address) && allowedHosts.length === 0) return 'Needs at least one host name to answer to.';
  if (baseUrl !== null && !/^https?:\/\/[^\s/]+/.test(baseUrl)) {
    return 'A base URL begins with http:// or https://.';
  }
  return null;
}
