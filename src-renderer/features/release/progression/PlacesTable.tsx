import { IconHandStop } from '@tabler/icons-react';
import type { BoardEnvironment } from '#shared/features/release/contract.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { Section } from '../../../ui/Page.tsx';
import { ACTIONS, PlainTable } from '../../../ui/PlainTable.tsx';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import type { Steering } from './openness.ts';
import classes from './Progression.module.css';

/** Which environments take the current candidate by themselves, and where that is held back. */
export function PlacesTable({
  projectId,
  steering: { places, phases, current },
  environments,
}: {
  readonly projectId: number;
  readonly steering: Steering;
  readonly environments: readonly BoardEnvironment[];
}) {
  return (
    <Section title="Auto-promotion" count={places.filter(({ promotes }) => promotes).length}>
      <p className={classes.note}>
        An environment that takes candidates by itself is deployed to as soon as it is open for the current
        one. Somebody’s deployment or a rollback of something else holds that back, until the current
        candidate has succeeded there.
      </p>
      <InsideRow value={true}>
        <PlainTable
          label="Auto-promotion"
          columns={['Environment', 'Phase', 'Runs', 'Takes candidates', 'Held', ACTIONS]}
        >
          {environments.map(({ environmentId, name, tier, running }) => {
            const place = places.find((one) => one.environmentId === environmentId);
            const promotes = place?.promotes ?? false;
            const hold = place?.hold ?? null;
            return (
              <tr key={environmentId}>
                <td>
                  <EnvironmentLabel name={name} tier={tier} />
                </td>
                <td>
                  {phases.find(({ environmentIds }) => environmentIds.includes(environmentId))?.name ?? (
                    <span className={classes.dim}>none</span>
                  )}
                </td>
                <td>
                  {running ? (
                    <Version value={running.version} max={20} />
                  ) : (
                    <span className={classes.dim}>nothing</span>
                  )}
                </td>
                <td>{promotes ? 'by itself' : <span className={classes.dim}>when somebody deploys</span>}</td>
                <td className={classes.heldCell} data-wrap>
                  {hold ? (
                    <span className={classes.held}>
                      <IconHandStop size={14} stroke={1.75} aria-hidden />
                      <span>
                        since <Instant at={hold.since} form="clock" />: {hold.reason}
                      </span>
                    </span>
                  ) : null}
                </td>
                <td data-end>
                  <span className={classes.acts}>
                    {hold && current ? (
                      <ActionButton
                        label="Deploy to lift it…"
                        size="xs"
                        onClick={() =>
                          ask({ act: 'deploy', projectId, environmentId, releaseId: current.releaseId })
                        }
                      />
                    ) : null}
                    <ActionButton
                      label={promotes ? 'Turn off…' : 'Turn on…'}
                      size="xs"
                      onClick={() => ask({ act: 'promote', projectId, environmentId, promotes: !promotes })}
                    />
                  </span>
                </td>
              </tr>
            );
          })}
        </PlainTable>
      </InsideRow>
    </Section>
  );
}
