import { type Reply, unwrap } from '#shared/contract/wire.ts';
import { AppError } from '#shared/errors.ts';
import { fileHeaders } from './bridge.ts';

/** Streams a dropped or chosen file to the application. @returns the id that a call then names. */
export async function uploadFile(file: File): Promise<string> {
  const id = crypto.randomUUID();
  const response = await fetch(`/files/${id}`, { method: 'PUT', body: file, headers: fileHeaders() });
  unwrap((await response.json()) as Reply);
  return id;
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
