import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { FactList, Section, SidePanel } from '../../../ui/Page.tsx';
import { PlaceState } from '../../../ui/PlaceTimeline/PlaceState.tsx';
import text from '../../../ui/Text.module.css';
import { useNow } from '../../../ui/time.tsx';
import { Artifacts } from './Artifacts.tsx';
import { factsOf } from './facts.tsx';
import { LinkedRows } from './LinkedRows.tsx';

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What is known beside the timeline: facts, linked records, artifacts, notes, free metadata. */
export function DetailRail({ record }: { readonly record: DeploymentDetail }) {
  const artifacts = [...record.artifacts, ...record.releaseArtifacts];
  const metadata = Object.entries(record.metadata);
  const { there } = record;
  const now = useNow();
  return (
    <SidePanel label="About this deployment">
      {there && (there.freezes.length > 0 || there.hold) ? (
        <Section title={`In ${record.environment} now`}>
          <PlaceState {...there} now={now} />
        </Section>
      ) : null}
      <Section title="Facts">
        {record.description ? <p className={text.description}>{record.description}</p> : null}
        <FactList facts={factsOf(record)} />
      </Section>
      <Section title="Linked">
        <LinkedRows record={record} most={6} iconOnly />
      </Section>
      {artifacts.length > 0 ? (
        <Section title="Artifacts" count={artifacts.length}>
          <Artifacts artifacts={artifacts} />
        </Section>
      ) : null}
      <Section
        title="Notes"
        aside={
          <ActionButton
            label={record.notes ? 'Edit' : 'Add'}
            size="xs"
            onClick={() => openDialog({ kind: 'notes', id: record.id })}
          />
        }
      >
        {record.notes ? (
          <p className={text.prose}>{record.notes}</p>
        ) : (
          <p className={text.quiet}>Nothing yet. Notes stay with the record and are found by search.</p>
        )}
      </Section>
      {metadata.length > 0 ? (
        <Section title="Metadata">
          <FactList facts={metadata.map(([label, value]) => ({ label, value: asText(value) }))} />
        </Section>
      ) : null}
    </SidePanel>
  );
}
