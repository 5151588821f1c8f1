import { TextInput } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { navigate, usePlace } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { Section } from '../../../ui/Page.tsx';
import { useNow } from '../../../ui/time.tsx';
import { Walk } from '../explain/ExplainPanel.tsx';
import { type ExplainFields, fieldsOf, searchOfFields } from '../explain/fields.ts';
import type { PlanParts } from '../parts.ts';
import { standingOf } from '../standing.ts';
import { Health } from './Health.tsx';
import { type ReleaseEvent, servedOf, targetsOf } from './log.ts';
import classes from './Release.module.css';
import { ReleaseAdoption } from './ReleaseAdoption.tsx';
import { StepLadder } from './StepLadder.tsx';
import { rolloutSteps } from './steps.ts';

type Detail = OutputFor<'codepush.get'>;

/** The rollout on one page: its steps, how far devices followed, why one does, and what they reported. */
export function RolloutView({
  detail,
  events,
  plan: { Ladder, Gate },
}: {
  readonly detail: Detail;
  readonly events: readonly ReleaseEvent[];
  readonly plan: PlanParts;
}) {
  const now = useNow();
  const { channel, release } = detail;
  const projection = useCall('codepush.projection', { channelId: channel.id, label: release.label }).data;
  const targets = targetsOf(events, release);
  const reached = projection?.label === release.label ? projection.reached : null;
  return (
    <div className={classes.view}>
      <div className={classes.steps}>
        <Ladder deploymentId={release.deploymentId}>
          <StepLadder
            detail={detail}
            steps={rolloutSteps(targets, standingOf(release), now)}
            reached={reached}
            halted={events.find(({ kind }) => kind === 'halted') ?? null}
          />
        </Ladder>
      </div>
      <div className={classes.chart}>
        <ReleaseAdoption detail={detail} served={servedOf(events, release)} reached={reached} />
      </div>
      <div className={classes.explain}>
        <ExplainDevice detail={detail} />
      </div>
      <div className={classes.health}>
        <Gate deploymentId={release.deploymentId} />
        <Health detail={detail} />
      </div>
    </div>
  );
}

/** The walk for one device, with the two things that mostly decide it. */
function ExplainDevice({ detail: { channel } }: { readonly detail: Detail }) {
  const { path, search } = usePlace();
  const fields = fieldsOf(search);
  const set = (changes: Partial<ExplainFields>) => {
    const next = searchOfFields({ ...fields, ...changes }, search);
    navigate(next.size > 0 ? `${path}?${next}` : path, { replace: true });
  };
  const all = searchOfFields(fields, new URLSearchParams({ tab: 'explain' }));
  return (
    <Section
      title="Explain a device"
      aside={
        <a className={classes.link} href={`#${pathTo.channel(channel.id, all)}`}>
          <IconRoute size={14} stroke={1.75} aria-hidden /> All fields
        </a>
      }
    >
      <div className={classes.fields}>
        <TextInput
          aria-label="Version of its binary"
          placeholder="Binary version"
          value={fields.version}
          onChange={(event) => set({ version: event.currentTarget.value })}
        />
        <TextInput
          aria-label="Label that it runs"
          placeholder="Label it runs"
          value={fields.label}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
        <TextInput
          className={classes.wide ?? ''}
          aria-label="Client id"
          placeholder="Client id"
          value={fields.client}
          onChange={(event) => set({ client: event.currentTarget.value })}
        />
      </div>
      <Walk channelId={channel.id} fields={fields} />
    </Section>
  );
}
