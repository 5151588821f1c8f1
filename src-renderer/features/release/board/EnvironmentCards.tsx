import {
  IconArrowBackUp,
  IconClock,
  IconHandStop,
  IconRocket,
  IconRoute,
  IconRouteOff,
  IconSnowflake,
} from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { BoardEnvironment } from '#shared/features/release/contract.ts';
import { formatClock } from '#shared/time.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { STOP } from '../../../ui/stops.ts';
import { Instant, useTime } from '../../../ui/time.tsx';
import { shortenMiddle, Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import classes from './Board.module.css';
import { firstCards } from './firstCards.ts';

/** Where the project's versions go: what runs in each environment, since when, and what keeps new ones away. */
export function EnvironmentCards({
  projectId,
  environments,
  shown,
  onTimeline,
}: {
  readonly projectId: number;
  readonly environments: readonly BoardEnvironment[];
  /** The environment in the drawer. */
  readonly shown: number | null;
  readonly onTimeline: (environmentId: number) => void;
}) {
  const [all, setAll] = useState(false);
  const standing = all ? environments : firstCards(environments, shown);
  return (
    <Section title="Environments" count={environments.length}>
      {environments.length === 0 ? (
        <p className={classes.none}>
          The project has no environment yet. Give it some in{' '}
          <a href={`#${pathTo.settings('projects')}`}>its settings</a>, then candidates can be deployed.
        </p>
      ) : (
        <>
          <ul className={classes.cards}>
            {standing.map((environment) => (
              <Card
                key={environment.environmentId}
                projectId={projectId}
                environment={environment}
                current={environment.environmentId === shown}
                onTimeline={onTimeline}
              />
            ))}
          </ul>
          {standing.length < environments.length ? (
            <ActionButton
              label={`Show all ${formatCount(environments.length)}`}
              size="xs"
              onClick={() => setAll(true)}
            />
          ) : null}
        </>
      )}
    </Section>
  );
}

function Card({
  projectId,
  environment,
  current,
  onTimeline,
}: {
  readonly projectId: number;
  readonly environment: BoardEnvironment;
  readonly current: boolean;
  readonly onTimeline: (environmentId: number) => void;
}) {
  const { environmentId, name, tier, running, latest, next } = environment;
  const production = tier === 'production';
  const open = () => onTimeline(environmentId);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    open();
  };
  return (
    <li
      className={classes.card}
      data-tier={tier}
      data-environment={environmentId}
      data-current={current || undefined}
    >
      <div className={classes.cardHead}>
        <button
          {...STOP}
          type="button"
          className={classes.cardName}
          data-tier={tier}
          title={`Timeline of ${name}`}
          onClick={open}
          onKeyDown={onKeyDown}
        >
          {name}
        </button>
        <WorkflowLink projectId={projectId} environment={environment} />
        <span className={classes.cardTier}>{tier}</span>
      </div>
      <div className={classes.cardVersion}>
        {running ? (
          <>
            <a href={`#${pathTo.deployment(running.deploymentId)}`}>
              <Version value={running.version} max={20} strong />
            </a>
            <span className={classes.since}>
              <Instant at={running.since} form="age" />
            </span>
          </>
        ) : (
          <span className={classes.quiet}>Nothing runs here yet</span>
        )}
      </div>
      {latest === null || latest.id !== next?.deploymentId ? (
        <div className={classes.cardLatest}>
          {latest === null ? null : latest.id === running?.deploymentId ? (
            <StatusBadge status={latest.status} size={14} />
          ) : (
            <a href={`#${pathTo.deployment(latest.id)}`} title={`The newest deployment: ${latest.version}`}>
              <StatusBadge status={latest.status} size={14} note={shortenMiddle(latest.version, 14)} />
            </a>
          )}
        </div>
      ) : null}
      {next ? <NextLink next={next} /> : null}
      <div className={classes.cardActions}>
        <ActionButton
          label="Deploy"
          icon={IconRocket}
          size="xs"
          onClick={() => ask({ act: 'deploy', projectId, environmentId })}
        />
        <ActionButton
          label="Roll back"
          icon={IconArrowBackUp}
          size="xs"
          {...(production && latest ? { tone: 'prod' as const } : {})}
          disabledReason={latest ? null : `Nothing was deployed to ${name} yet.`}
          onClick={() => ask({ act: 'rollback', projectId, environmentIds: [environmentId] })}
        />
      </div>
      <CardFoot environment={environment} />
    </li>
  );
}

/** What is scheduled there next, and for when. */
function NextLink({ next }: { readonly next: NonNullable<BoardEnvironment['next']> }) {
  return (
    <a className={classes.next} href={`#${pathTo.deployment(next.deploymentId)}`}>
      <IconClock size={14} stroke={1.75} aria-hidden />
      <span>
        next: {shortenMiddle(next.version, 14)} at <Instant at={next.scheduledFor} form="clock" />
      </span>
    </a>
  );
}

/** The way to the environment's workflow. The timeline beside the cards says in words whether there is one. */
function WorkflowLink({
  projectId,
  environment: { environmentId, name, hasWorkflow },
}: {
  readonly projectId: number;
  readonly environment: BoardEnvironment;
}) {
  const Icon = hasWorkflow ? IconRoute : IconRouteOff;
  const what = hasWorkflow
    ? 'a workflow runs for every deployment'
    : 'no workflow yet, reported from outside';
  return (
    <a
      className={classes.workflow}
      href={`#${pathTo.workflow(projectId, environmentId)}`}
      aria-label={`Workflow of ${name}: ${what}`}
      title={`Workflow: ${what}`}
    >
      <Icon size={15} stroke={1.75} aria-hidden />
    </a>
  );
}

/** What keeps new versions away; without any of it, whether candidates come by themselves. */
function CardFoot({
  environment: { environmentId, name, frozenBy, hold, promotes },
}: {
  readonly environment: BoardEnvironment;
}) {
  const { zone, now } = useTime();
  const [freeze, ...others] = frozenBy;
  return (
    <div className={classes.cardFoot}>
      {freeze ? (
        <a
          className={classes.frozen}
          href={`#${pathTo.settings('freezes')}`}
          title={frozenBy.map(({ name: freezeName, reason }) => `${freezeName}: ${reason}`).join('\n')}
        >
          <IconSnowflake size={14} stroke={1.75} aria-hidden />
          <span>
            Frozen{' '}
            {freeze.endsAt === null ? 'until it is lifted' : `until ${formatClock(freeze.endsAt, now, zone)}`}
            {others.length > 0 ? `, ${others.length} more` : ''}
          </span>
        </a>
      ) : null}
      {hold ? (
        <span className={classes.held} title={hold.reason}>
          <IconHandStop size={14} stroke={1.75} aria-hidden />
          <span>Auto-promotion held</span>
        </span>
      ) : freeze ? null : (
        <>
          {promotes ? <span className={classes.quiet}>Takes candidates by itself</span> : null}
          <a
            className={classes.freeze}
            href={`#${pathTo.settings('freezes')}?edit=new&environment=${environmentId}`}
            title={`Freeze ${name}…`}
          >
            Not frozen
          </a>
        </>
      )}
    </div>
  );
}
