import { SYSTEM } from '../../src-main/context.ts';
import type { ClientReport } from '../../src-main/features/codepush/reports.ts';
import { closeWriter, openWriter } from '../../src-main/store/open.ts';
import { createTransactor } from '../../src-main/transactor.ts';
import type { TestApp } from './testApp.ts';

/** What devices say that is no matter of course: which channel, what, of which label. */
type Said = Pick<ClientReport, 'channelId' | 'kind' | 'place'> & Partial<ClientReport>;

/** Writes reports of devices as the gateway does, all in one transaction. */
export function sendReports({ file, sources }: Pick<TestApp, 'file' | 'sources'>, reports: readonly Said[]) {
  const db = openWriter(file);
  const whole = reports.map((report) => ({
    receivedAt: sources.now(),
    clientId: null,
    isBinary: false,
    previous: null,
    previousChannelId: null,
    ...report,
  }));
  createTransactor(db, sources, () => {}).chunk('codepush.report', whole, SYSTEM);
  closeWriter(db);
}

/**
 * Has so many devices in all reported an installation, and others a failure, of a label. Said again with greater
 * numbers, only the devices that are more count.
 */
export function reported(
  desk: Pick<TestApp, 'file' | 'sources'>,
  channelId: number,
  place: string,
  { installed = 0, failed = 0 }: { readonly installed?: number; readonly failed?: number },
): void {
  const of = (kind: 'installed' | 'failed', count: number) =>
    Array.from({ length: count }, (_, at) => ({ channelId, kind, place, clientId: `${kind}-${at}` }));
  sendReports(desk, [...of('installed', installed), ...of('failed', failed)]);
}
