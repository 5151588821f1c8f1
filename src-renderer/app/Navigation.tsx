import { IconBookmark, IconDatabase, IconX } from '@tabler/icons-react';
import { useAct, useCall } from '../api/client.ts';
import { filterOfSearch } from '../features/deployment/filterSearch.ts';
import { formatCount } from '../ui/numbers.ts';
import { usePlace } from './location.ts';
import styles from './Navigation.module.css';
import { type Screen, screenOf, screens } from './routes.ts';

function Item({
  screen,
  current,
  count,
}: {
  readonly screen: Screen;
  readonly current: boolean;
  readonly count: number;
}) {
  const Icon = screen.icon;
  return (
    <a
      className={styles.item}
      href={`#${screen.path}`}
      aria-current={current ? 'page' : undefined}
      title={`${screen.label} (g ${screen.key})`}
    >
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      <span className={styles.label}>{screen.label}</span>
      {count > 0 && <span className={styles.count}>{formatCount(count)}</span>}
    </a>
  );
}

function SavedView({
  id,
  name,
  path,
}: {
  readonly id: number;
  readonly name: string;
  readonly path: string;
}) {
  const [route = '', query = ''] = path.split('?');
  const counts = route === '/deployments';
  const filter = filterOfSearch(new URLSearchParams(query));
  const { data } = useCall('deployment.count', { filter }, { enabled: counts });
  const remove = useAct('view.remove');
  return (
    <div className={styles.view}>
      <a className={styles.item} href={`#${path}`} title={name}>
        <IconBookmark size={15} stroke={1.75} aria-hidden="true" />
        <span className={styles.label}>{name}</span>
        {data && <span className={styles.count}>{data.exact ? formatCount(data.count) : '1,000+'}</span>}
      </a>
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove view ${name}`}
        onClick={() => void remove.run({ id })}
      >
        <IconX size={13} aria-hidden="true" />
      </button>
    </div>
  );
}

/** The screens, the saved views with their counts, and the file that is open. */
export function Navigation() {
  const { path } = usePlace();
  const summary = useCall('workspace.summary', undefined);
  const views = useCall('view.list', undefined);
  const state = useCall('workspace.state', undefined);
  const current = screenOf(path);
  const rollouts = useCall('codepush.rollouts', {});
  const counts: Readonly<Record<string, number | undefined>> = {
    deployments: summary.data?.active,
    rollouts: rollouts.data?.filter(({ release }) => !release.isDisabled).length,
  };
  const countOf = (screen: Screen) => counts[screen.id] ?? 0;
  const item = (screen: Screen) => (
    <Item key={screen.id} screen={screen} current={screen === current} count={countOf(screen)} />
  );
  const file = state.data?.workspace?.file;
  return (
    <nav className={styles.nav} aria-label="Screens">
      {screens.filter((screen) => !screen.secondary).map(item)}
      <hr className={styles.rule} />
      {screens.filter((screen) => screen.secondary).map(item)}
      {views.data && views.data.length > 0 && (
        <section className={styles.views} aria-label="Saved views">
          <h2 className={styles.heading}>Saved views</h2>
          {views.data.map((view) => (
            <SavedView key={view.id} {...view} />
          ))}
        </section>
      )}
      <a className={`${styles.item} ${styles.file}`} href="#/settings/data" title={file}>
        <IconDatabase size={16} stroke={1.75} aria-hidden="true" />
        <span className={styles.label}>{file?.split(/[\\/]/).at(-1)}</span>
      </a>
    </nav>
  );
}
