import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import type { TestApp } from './testApp.ts';

/** A CodePush package: the zip of a bundle folder. */
export async function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), path, { mtime: new Date(0), compress: true });
  }
  zip.end();
  return buffer(zip.outputStream as Readable);
}

/** A package whose bundle is this text. */
export const bundle = (text: string) =>
  zipOf({ 'CodePush/index.android.bundle': text, 'CodePush/a.txt': 'a' });

/** Uploads a package as the desk does: the file, then the job that reads it. @returns its hash. */
export async function uploadPackage(
  { app, client }: Pick<TestApp, 'app' | 'client'>,
  content: Buffer,
  channelId: number | null = null,
): Promise<string> {
  const fileId = `package-${crypto.randomUUID()}`;
  await app.files().put(fileId, Readable.from([content]));
  const job = await client.codepush.inspect({ fileId, fileName: 'update.zip', channelId });
  await app.jobEnded(job.id);
  const { result, error } = await client.job.get({ id: job.id });
  if (error !== null) throw new Error(error);
  return String(result?.packageHash);
}
