import { SegmentedControl } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { formatAsOf, type Zone } from '#shared/time.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { AsOfBanner, Banner } from '../../ui/Banner.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { useZone } from '../../ui/time.tsx';
import type { MatrixPlace } from './place.ts';
import type { MatrixDiff } from './rows.ts';
import { sidesOf } from './useMatrix.ts';

/** The switch between the two clocks of a past instant: what is known of it today, or what was known then. */
export function KnownSwitch({
  place,
  onPlace,
}: {
  readonly place: MatrixPlace;
  readonly onPlace: (place: MatrixPlace) => void;
}) {
  const { at, known } = place;
  if (at === null) return null;
  return (
    <SegmentedControl
      aria-label="Which clock"
      data={[
        { value: 'was', label: 'As it was' },
        { value: 'known', label: 'As we knew it' },
      ]}
      value={known === null ? 'was' : 'known'}
      onChange={(value) => onPlace({ ...place, known: value === 'known' ? at : null })}
    />
  );
}

/** The loud banner of a past instant. */
export function PastBanner({
  place,
  onPlace,
  onBack,
}: {
  readonly place: MatrixPlace;
  readonly onPlace: (place: MatrixPlace) => void;
  readonly onBack: () => void;
}) {
  const { at, compare } = place;
  if (at === null) return null;
  return (
    <AsOfBanner
      at={at}
      actions={
        <>
          {compare === null ? (
            <ActionButton
              label="Compare with now"
              icon={IconGitCompare}
              onClick={() => onPlace({ ...place, compare: { kind: 'instant', at: null } })}
            />
          ) : null}
          <ActionButton
            label="Back to now"
            {...(compare === null ? { after: <KeyHint keys="Esc" /> } : {})}
            onClick={onBack}
          />
        </>
      }
    />
  );
}

/** The two sides of a comparison in words, the earlier one first. */
export function comparisonWords(
  place: MatrixPlace,
  nameOf: (environmentId: number) => string,
  zone: Zone,
): { before: string; after: string } | null {
  const sides = sidesOf(place);
  if (sides === null) return null;
  const word = ({ at, environmentId }: { at: number | null; environmentId: number | null }) => {
    if (environmentId !== null) return nameOf(environmentId);
    return at === null ? 'now' : formatAsOf(at, zone);
  };
  return { before: word(sides.left), after: word(sides.right) };
}

/** What is compared, and how much of it differs. */
export function CompareBanner({
  place,
  diff,
  nameOf,
  onStop,
}: {
  readonly place: MatrixPlace;
  readonly diff: MatrixDiff | undefined;
  readonly nameOf: (environmentId: number) => string;
  readonly onStop: () => void;
}) {
  const zone = useZone();
  const words = comparisonWords(place, nameOf, zone);
  if (words === null) return null;
  const counts = diff?.counts;
  return (
    <Banner
      tone="accent"
      icon={IconGitCompare}
      title={`${words.before} → ${words.after}`}
      actions={<ActionButton label="Stop comparing" after={<KeyHint keys="Esc" />} onClick={onStop} />}
    >
      {counts
        ? `${formatCount(counts.changed)} changed, ${formatCount(counts.new)} new, ${formatCount(counts.removed)} removed, ${formatCount(counts.unchanged)} unchanged`
        : ''}
    </Banner>
  );
}
