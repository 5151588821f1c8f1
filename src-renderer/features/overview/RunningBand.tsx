import { pathTo } from '../../app/routes.ts';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Section } from '../../ui/Page.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { StatusIcon, statusLabel } from '../../ui/StatusBadge.tsx';
import { useNow } from '../../ui/time.tsx';
import { Version } from '../../ui/Version.tsx';
import classes from './Overview.module.css';
import { elapsedWords, progressOf, type Running } from './words.ts';

function Card({ run }: { readonly run: Running }) {
  const now = useNow();
  const { deployment, step } = run;
  const progress = progressOf(run, now);
  return (
    <li className={classes.run} data-tier={deployment.tier}>
      <div className={classes.runLine}>
        <span className={classes.runName}>
          <StatusIcon status={deployment.status} label={statusLabel(deployment.status)} />
          <a className={classes.project} href={`#${pathTo.deployment(deployment.id)}`}>
            {deployment.project}
          </a>
          <Version value={deployment.version} max={18} />
        </span>
        <EnvironmentLabel name={deployment.environment} tier={deployment.tier} />
      </div>
      <div className={classes.runLine}>
        <span className={classes.stepName}>{step?.name ?? statusLabel(deployment.status)}</span>
        {step ? (
          <span className={classes.dim}>
            step {step.position} of {step.of}
          </span>
        ) : null}
      </div>
      <div className={classes.runBar}>
        {progress === null ? null : (
          <ProgressLine
            value={progress}
            label={`${deployment.project} in ${deployment.environment}, share of its usual time`}
          />
        )}
      </div>
      <div className={classes.runLine}>
        <span className={classes.dim}>{elapsedWords(run, now)}</span>
        <span className={classes.actor}>{deployment.actor}</span>
      </div>
    </li>
  );
}

/** What runs now, with its step and how long it usually takes. Without a usual time there is no bar: nobody knows. */
export function RunningBand({ runs, count }: { readonly runs: readonly Running[]; readonly count: number }) {
  const more = count - runs.length;
  return (
    <Section
      title="Running now"
      count={count}
      boxed
      aside={
        more > 0 ? (
          <a className={classes.link} href="#/deployments?status=in_progress&status=pending&status=canceling">
            {formatCount(more)} more
          </a>
        ) : null
      }
    >
      {runs.length === 0 ? (
        <p className={classes.calm}>Nothing runs at the moment.</p>
      ) : (
        <ul className={classes.runs}>
          {runs.map((run) => (
            <Card key={run.deployment.id} run={run} />
          ))}
        </ul>
      )}
    </Section>
  );
}
