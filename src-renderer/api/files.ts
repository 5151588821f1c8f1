import { type Reply, unwrap } from '#shared/contract/wire.ts';
import { AppError } from '#shared/errors.ts';
import { fileHeaders } from './bridge.ts';

interface UploadOptions {
  /** Called while the bytes leave, with how many have. */
  readonly onProgress?: (sent: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** An id for an upload. `randomUUID` is missing on pages that are neither HTTPS nor loopback, as behind a tunnel. */
function newFileId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

const brokeOff = () =>
  new AppError('unavailable', 'The upload broke off. Nothing of the file was kept.', {
    hint: 'Look whether Slipway still runs and the file is still there, then choose it again.',
  });

/**
 * Streams a dropped or chosen file to the application. A request of the old kind, because only it tells how far an
 * upload got. @returns the id that a call then names.
 */
export function uploadFile(file: File, { onProgress, signal }: UploadOptions = {}): Promise<string> {
  const id = newFileId();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/files/${id}`);
    for (const [name, value] of Object.entries(fileHeaders())) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded, total);
    request.onload = () => {
      try {
        unwrap(JSON.parse(request.responseText) as Reply);
        resolve(id);
      } catch (error) {
        reject(error instanceof AppError ? error : brokeOff());
      }
    };
    request.onerror = () => reject(brokeOff());
    request.onabort = () =>
      reject(new AppError('conflict', 'The upload was canceled. Nothing of it was kept.'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** Fetches a file that a job made and hands it to the browser's own saving. */
export async function saveFile(id: string): Promise<void> {
  const response = await fetch(`/files/${id}`, { headers: fileHeaders() });
  if (!response.ok)
    throw new AppError('not_found', 'The file is not there any more.', { hint: 'Export it again.' });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = id;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
