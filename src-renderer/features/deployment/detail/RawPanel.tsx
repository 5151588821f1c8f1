import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { systems } from '#shared/systems.ts';
import { JsonView } from '../../../ui/JsonView.tsx';
import { FactList, Section } from '../../../ui/Page.tsx';
import text from '../../../ui/Text.module.css';
import classes from './Detail.module.css';

const systemLabel = (id: string) => Object.entries(systems).find(([known]) => known === id)?.[1].label ?? id;

/** Our words for the record, one field a line, as the rules read them. */
function canonicalOf(record: DeploymentDetail): Record<string, unknown> {
  const { uid, number, kind, status, policy, project, environment, tier, version, fromVersion, commitSha } =
    record;
  const { actor, source, attempt, occurredAt, recordedAt, triggeredAt, startedAt, finishedAt, succeededAt } =
    record;
  const at = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
  return {
    uid,
    number,
    kind,
    status,
    policy,
    project,
    environment,
    tier,
    version,
    fromVersion,
    commitSha,
    actor,
    source,
    attempt,
    occurredAt: at(occurredAt),
    recordedAt: at(recordedAt),
    triggeredAt: at(triggeredAt),
    startedAt: at(startedAt),
    finishedAt: at(finishedAt),
    succeededAt: at(succeededAt),
    flags: record.flags,
    errorMessage: record.errorMessage,
    description: record.description,
    metadata: record.metadata,
  };
}

/** The report as the other system worded it, and beside it what Slipway made of it. */
export function RawPanel({ record }: { readonly record: DeploymentDetail }) {
  const { raw, aliases } = record;
  return (
    <div className={classes.raw}>
      <div className={classes.rawPart}>
        <Section title={raw ? `As ${systemLabel(raw.system)} worded it` : 'As another system worded it'}>
          {raw ? (
            <JsonView value={raw.body} label="the report" />
          ) : (
            <p className={text.quiet}>
              This record was not made from another system’s report, so there is nothing but our own words.
            </p>
          )}
        </Section>
      </div>
      <div className={classes.rawPart}>
        <Section title="As Slipway keeps it">
          <JsonView value={canonicalOf(record)} label="the record" />
        </Section>
        {aliases.length > 0 ? (
          <Section title="Known elsewhere as">
            <FactList
              facts={aliases.map(({ system, externalId }) => ({
                label: systemLabel(system),
                value: externalId,
              }))}
              labelWidth={140}
            />
          </Section>
        ) : null}
      </div>
    </div>
  );
}
