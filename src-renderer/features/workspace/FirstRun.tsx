import { IconBroadcast, IconFileImport, IconFlask, IconPencil, type TablerIcon } from '@tabler/icons-react';
import { useAct } from '../../api/client.ts';
import { openDialog } from '../../app/dialogs.ts';
import { useDroppedFiles } from '../../app/droppedFiles.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import classes from './Workspace.module.css';

interface Beginning {
  readonly icon: TablerIcon;
  readonly title: string;
  readonly note: string;
  readonly button: string;
  readonly primary?: boolean;
  readonly busy?: boolean;
  readonly run: () => void;
}

/** The four ways to begin, shown while a workspace is empty. A file dropped on the window is the second of them. */
export function FirstRun() {
  useDroppedFiles();
  const sample = useAct('workspace.openSample');
  const settings = useAct('settings.update');
  const startGateway = async () => {
    try {
      await settings.run({ gateway: { enabled: true } });
      navigate(pathTo.settings('gateway'));
    } catch {
      // The reason stands below the choices.
    }
  };
  const beginnings: readonly Beginning[] = [
    {
      icon: IconFlask,
      title: 'Look around in the sample',
      note: 'A workspace of its own with nine years of real releases. This one stays as it is.',
      button: 'Open the sample workspace',
      primary: true,
      busy: sample.busy,
      run: () => void sample.run(undefined).catch(() => {}),
    },
    {
      icon: IconFileImport,
      title: 'Bring your history',
      note: 'Drop a file anywhere here, or choose one. You see what would come in first, and can take it out again.',
      button: 'Import a file',
      run: () => openDialog({ kind: 'import' }),
    },
    {
      icon: IconBroadcast,
      title: 'Let pipelines report',
      note: 'The gateway listens on this machine unless you say otherwise, and nobody gets in without a token of yours.',
      button: 'Start the gateway',
      busy: settings.busy,
      run: () => void startGateway(),
    },
    {
      icon: IconPencil,
      title: 'Begin empty',
      note: 'Name your environments and projects, then press n to record the first deployment.',
      button: 'Make an environment',
      run: () => navigate(`${pathTo.settings('environments')}?edit=new`),
    },
  ];
  return (
    <section className={classes.firstRun} aria-label="Ways to begin">
      <h2 className={classes.heading}>This workspace is empty. Four ways to begin:</h2>
      <ul className={classes.ways}>
        {beginnings.map(({ icon: Icon, title, note, button, primary, busy, run }) => (
          <li key={title} className={classes.way}>
            <Icon size={18} stroke={1.5} aria-hidden className={classes.icon} />
            <div className={classes.words}>
              <h3 className={classes.wayTitle}>{title}</h3>
              <p className={classes.note}>{note}</p>
            </div>
            <ActionButton
              label={button}
              tone={primary ? 'primary' : 'default'}
              busy={busy ?? false}
              onClick={run}
            />
          </li>
        ))}
      </ul>
      <ErrorText error={sample.error ?? settings.error} />
    </section>
  );
}
