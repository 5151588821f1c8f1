/** How a rollout drew a client: selected when its bucket is below the open ones. No id draws no bucket. */
export interface Draw {
  readonly rollout: number;
  readonly bucket: number | null;
  readonly openBuckets: number;
  readonly bucketCount: number;
}

/** One line of the walk over a channel's history, newest release first (spec/mobile 2.6), as facts. */
export type WalkStep =
  | {
      readonly step: 'forced';
      readonly appVersion: string;
      readonly storeVersion: string;
      readonly liveStoreVersion: string;
    }
  /** The release that the client says it runs; everything further down is older than what it has. */
  | { readonly step: 'running'; readonly label: string }
  | { readonly step: 'disabled'; readonly label: string }
  | { readonly step: 'not_for_forced'; readonly label: string }
  | {
      readonly step: 'outside';
      readonly label: string;
      readonly targetBinaryRange: string;
      readonly appVersion: string;
      readonly isAbove: boolean;
    }
  | { readonly step: 'no_contents'; readonly label: string }
  | { readonly step: 'withheld'; readonly label: string; readonly draw: Draw }
  /** `draw` is null when the release is complete. */
  | { readonly step: 'taken'; readonly label: string; readonly draw: Draw | null }
  | { readonly step: 'has_contents'; readonly label: string }
  /** Below the release that was taken: it only matters whether it is mandatory. */
  | { readonly step: 'older'; readonly label: string }
  | { readonly step: 'reached_running'; readonly label: string }
  | { readonly step: 'mandatory'; readonly label: string }
  | { readonly step: 'history_ended' }
  | {
      readonly step: 'offered';
      readonly label: string;
      readonly isMandatory: boolean;
      /** The release that makes it mandatory, when it is not so by itself. */
      readonly becauseOf: string | null;
    }
  | {
      readonly step: 'no_update';
      readonly shouldRunBinaryVersion: boolean;
      readonly updateAppVersion: boolean;
      readonly appVersion: string;
    };
