import type { PlaceCounters } from '#shared/features/codepush/metrics.ts';
import type { Connection } from '../../store/open.ts';

/** What the server before had counted of a place, without the clients behind it. */
export interface CountedBefore {
  readonly place: string;
  readonly active: number;
  readonly installed: number;
  readonly downloaded: number;
  readonly failed: number;
  /** How many of the active were heard of here since: they are counted by their own reports now. */
  readonly gone: number;
}

/** Counters that came in with a history from another server. They stand beside the log, which has no reports for them. */
export function beforeStore(db: Connection) {
  const rows = db.prepare<[number], CountedBefore>(
    'SELECT place, active, installed, downloaded, failed, gone FROM channel_before WHERE channelId = ? ORDER BY place',
  );
  const put = db.prepare(
    `INSERT OR REPLACE INTO channel_before (channelId, place, active, installed, downloaded, failed, gone)
     VALUES (@channelId, @place, @active, @installed, @downloaded, @failed, @gone)`,
  );
  const clear = db.prepare('DELETE FROM channel_before WHERE channelId = ?');
  const leave = db.prepare(
    `UPDATE channel_before SET gone = min(active, gone + @clients)
     WHERE channelId = @channelId AND place = @place AND gone < active`,
  );
  return {
    rows: (channelId: number): CountedBefore[] => rows.all(channelId),
    /** What is still to be counted of each place. */
    counts: (channelId: number): [place: string, counters: PlaceCounters][] =>
      rows
        .all(channelId)
        .map(({ place, active, gone, ...counted }) => [
          place,
          { ...counted, active: active - gone, anonymous: 0 },
        ]),
    replace(channelId: number, counted: readonly CountedBefore[]): void {
      clear.run(channelId);
      for (const row of counted) put.run({ channelId, ...row });
    },
    /** Clients that are heard of for the first time were among those that a place had before. */
    leave: (channelId: number, place: string, clients: number): void =>
      void leave.run({ channelId, place, clients }),
  };
}
