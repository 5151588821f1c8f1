import { pathTo } from '../../app/routes.ts';
import { Section } from '../../ui/Page.tsx';
import { Sparkbars } from '../../ui/Sparkbars.tsx';
import { StatusIcon, statusColor } from '../../ui/StatusBadge.tsx';
import { Instant } from '../../ui/time.tsx';
import { shortenMiddle } from '../../ui/Version.tsx';
import classes from './Overview.module.css';
import { type EnvironmentCard, environmentState } from './words.ts';

function Card({ card }: { readonly card: EnvironmentCard }) {
  const { id, name, tier, latest, days } = card;
  const { status, words } = environmentState(card);
  return (
    <li className={classes.card} data-tier={tier}>
      <div className={classes.cardHead}>
        <a className={classes.cardName} href={`#${pathTo.deployments(`environment=${id}`)}`} data-tier={tier}>
          {name}
        </a>
        <span className={classes.cardTier}>{tier}</span>
      </div>
      <div className={classes.cardState} style={status ? { color: statusColor(status) } : undefined}>
        {status ? <StatusIcon status={status} /> : null}
        {words}
      </div>
      <div className={classes.cardLatest}>
        {latest ? (
          <a
            href={`#${pathTo.deployment(latest.id)}`}
            title={`Newest: ${latest.project} ${latest.version}, ${latest.status.replaceAll('_', ' ')}`}
          >
            {latest.project} {shortenMiddle(latest.version, 20)}
          </a>
        ) : (
          ' '
        )}
      </div>
      <div className={classes.cardFoot}>
        <span>{latest ? <Instant at={latest.finishedAt ?? latest.triggeredAt} /> : null}</span>
        <Sparkbars
          bars={days.map(({ count, failed }) => ({ total: count, failed }))}
          label={`Deployments per day in ${name}, 14 days`}
        />
      </div>
    </li>
  );
}

/** The tier board: one card an environment, in promotion order. */
export function EnvironmentBand({ cards }: { readonly cards: readonly EnvironmentCard[] }) {
  return (
    <Section title="Environments" count={cards.length} aside="deployments per day, 14 days; red = failed">
      <ul className={classes.cards}>
        {cards.map((card) => (
          <Card key={card.id} card={card} />
        ))}
      </ul>
    </Section>
  );
}
