import { type Stats, statSync } from 'node:fs';
import { extname, resolve, sep } from 'node:path';

/** What the page may do, the same on both hosts: nothing from elsewhere, no inline script, no frame around it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer of both hosts. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
};

export interface RendererFile {
  readonly path: string;
  readonly size: number;
  readonly headers: Readonly<Record<string, string>>;
}

function fileAt(path: string): Stats | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found : null;
}

/**
 * The file of the built page that a URL's path names, or null. Invariant: the answer lies inside `folder`, whatever the
 * path holds: dots, encoded slashes, backslashes, a NUL.
 */
export function rendererFile(folder: string, pathname: string): RendererFile | null {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (!/^\/[\w./ @-]*$/.test(name) || name.split('/').some((part) => part.startsWith('.'))) return null;
  const path = resolve(folder, `.${name === '/' ? '/index.html' : name}`);
  const type = contentTypes[extname(path)];
  if (!path.startsWith(resolve(folder) + sep) || type === undefined) return null;
  const found = fileAt(path);
  if (!found) return null;
  // Built assets carry a hash of their content in their names; the page itself names them and must be fresh.
  const kept = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
  return {
    path,
    size: found.size,
    headers: {
      ...securityHeaders,
      'content-type': type,
      'content-length': String(found.size),
      'cache-control': kept,
    },
  };
}
