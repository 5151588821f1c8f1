import { Radio } from '@mantine/core';
import type { DistributionDraft } from '#shared/features/distribution/model.ts';
import classes from '../Distribution.module.css';
import { trackLabel } from '../words.ts';
import type { Check } from './draft.ts';

interface Way {
  readonly value: string;
  readonly label: string;
  readonly reason: string | null;
}

/** The track and the way to it; one that is not possible keeps its place and says why. */
export function WayFields({
  draft,
  check,
  onDraft,
}: {
  readonly draft: DistributionDraft;
  readonly check: Check;
  readonly onDraft: (changes: Partial<DistributionDraft>) => void;
}) {
  const { promotesFrom, store } = check;
  return (
    <div className={classes.ways}>
      <Ways
        label="Track"
        value={draft.track}
        ways={check.tracks}
        faults={check.refusals.filter(({ field }) => field === 'track')}
        onValue={(track) => onDraft({ track })}
      />
      <Ways
        label="Method"
        value={draft.releaseMethod}
        ways={check.methods.map((method) => ({
          ...method,
          label:
            method.value === 'upload'
              ? 'Upload the build'
              : `Promote it${promotesFrom === null ? ' from a lower track' : ` from ${trackLabel(store, promotesFrom)}`}`,
        }))}
        faults={check.refusals.filter(({ field }) => field === 'releaseMethod')}
        onValue={(method) => onDraft({ releaseMethod: method === 'promote' ? 'promote' : 'upload' })}
      />
    </div>
  );
}

function Ways({
  label,
  value,
  ways,
  faults,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly ways: readonly Way[];
  readonly faults: readonly { readonly message: string }[];
  readonly onValue: (value: string) => void;
}) {
  const said = new Set(ways.map(({ reason }) => reason));
  const others = faults.filter(({ message }) => !said.has(message));
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={onValue}
      error={others.length > 0 ? others.map(({ message }) => message).join(' ') : null}
    >
      <div className={classes.choices}>
        {ways.map((way) => (
          <Radio
            key={way.value}
            size="xs"
            value={way.value}
            label={way.label}
            description={way.reason}
            // One that was chosen stays reachable, so that its reason can be read and another be taken.
            disabled={way.reason !== null && way.value !== value}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
