import { countCodePoints } from '#shared/features/build/model.ts';
import { storeRules } from '#shared/features/distribution/stores.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { DeliveryBadge } from '../../../ui/DeliveryBadge.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { FactList, Section, SidePanel } from '../../../ui/Page.tsx';
import { RelatedRow } from '../../../ui/RelatedRow.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { ask } from '../act/open.ts';
import classes from '../Distribution.module.css';
import { factsOf } from '../facts.tsx';
import { type DistributionRecord, nearestFirst, numberLabel, stepLabels } from '../words.ts';

/** What is known beside its course: facts, notes, other tries, how it is delivered. */
export function DistributionRail({ record }: { readonly record: DistributionRecord }) {
  const { distribution: row, tries, delivery, promotions } = record;
  const { label, notesLimit } = storeRules[row.store];
  return (
    <SidePanel label="About this distribution">
      <Section title="Facts">
        <FactList facts={factsOf(record)} />
      </Section>
      <Section
        title="Release notes"
        count={`${formatCount(countCodePoints(row.releaseNotes))} of ${formatCount(notesLimit)}`}
      >
        <p className={text.prose}>{row.releaseNotes || 'none'}</p>
      </Section>
      {promotions.length > 0 ? (
        <Section title="Higher tracks">
          {nearestFirst(row, promotions).map(({ track, label: name, reason }) => (
            <div key={track} className={classes.higher}>
              <span>{name}</span>
              <ActionButton
                label="Promote"
                size="xs"
                disabledReason={reason}
                onClick={() => ask({ act: 'promote', id: row.id, track })}
              />
              {reason === null ? null : <span className={text.quiet}>{reason}</span>}
            </div>
          ))}
        </Section>
      ) : null}
      {tries.length > 1 ? (
        <Section title="Tries" count={tries.length}>
          {tries.map((one) => (
            <RelatedRow
              key={one.id}
              label={one.id === row.id ? 'this one' : numberLabel(one.id)}
              trailing={<DeliveryBadge status={one.status} size={14} />}
              {...(one.id === row.id ? {} : { onOpen: () => navigate(pathTo.distribution(one.id)) })}
            >
              <Instant at={one.createdAt} />
            </RelatedRow>
          ))}
        </Section>
      ) : null}
      <Section title="Delivery">
        <p className={text.quiet}>
          {delivery.steps.length === 0
            ? `Nobody has said how builds of ${row.project} get to ${label}.`
            : `By your own ${delivery.steps.map((step) => stepLabels[step].toLowerCase()).join(', ')}.`}
        </p>
        <p className={text.quiet}>
          <a className={text.link} href={`#${pathTo.projectStores(row.projectId)}`}>
            Credentials and delivery
          </a>
        </p>
      </Section>
    </SidePanel>
  );
}
