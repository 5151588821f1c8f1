import {
  IconDatabase,
  IconFileImport,
  IconPalette,
  IconPlugConnected,
  IconRocket,
  IconSnowflake,
  IconStack2,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ComponentType, useMemo } from 'react';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page, PageHeader } from '../../ui/Page.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { DataSection } from './DataSection.tsx';
import { EnvironmentsSection } from './EnvironmentsSection.tsx';
import { GatewaySection } from './GatewaySection.tsx';
import { ImportsSection } from './ImportsSection.tsx';
import { ProjectsSection } from './ProjectsSection.tsx';
import classes from './Settings.module.css';

interface SettingsPart {
  readonly id: string;
  readonly label: string;
  readonly icon: TablerIcon;
  readonly content: ComponentType;
}

/** The parts of the settings, each at a path of its own: one line each. */
const partsWith = (freezes: ComponentType): readonly SettingsPart[] => [
  { id: 'projects', label: 'Projects', icon: IconRocket, content: ProjectsSection },
  { id: 'environments', label: 'Environments', icon: IconStack2, content: EnvironmentsSection },
  { id: 'freezes', label: 'Freezes', icon: IconSnowflake, content: freezes },
  { id: 'gateway', label: 'Gateway', icon: IconPlugConnected, content: GatewaySection },
  { id: 'appearance', label: 'Appearance', icon: IconPalette, content: AppearanceSection },
  { id: 'data', label: 'Data', icon: IconDatabase, content: DataSection },
  { id: 'imports', label: 'Imports', icon: IconFileImport, content: ImportsSection },
];

/** Everything that is set once: what belongs to the workspace file, and what belongs to this machine. */
export function SettingsPage({
  section,
  freezes,
}: {
  readonly section: string;
  /** When nothing new is deployed; the shell hands it in. */
  readonly freezes: ComponentType;
}) {
  const parts = useMemo(() => partsWith(freezes), [freezes]);
  const part = parts.find(({ id }) => id === section);
  const Content = part?.content;
  return (
    <Page>
      <PageHeader title="Settings" />
      <div className={classes.body}>
        <nav className={classes.sections} aria-label="Settings">
          {parts.map(({ id, label, icon: Icon }) => (
            <a
              key={id}
              className={classes.section}
              href={`#${pathTo.settings(id)}`}
              aria-current={id === section ? 'page' : undefined}
            >
              <Icon size={15} stroke={1.75} aria-hidden />
              {label}
            </a>
          ))}
        </nav>
        <div className={classes.content}>
          {Content ? (
            <Content />
          ) : (
            <EmptyState
              icon={IconStack2}
              title={`There are no settings named ${section}.`}
              hint="The list at the left has all of them."
              primary={{ label: 'Go to the projects', onClick: () => navigate(pathTo.settings('projects')) }}
            />
          )}
        </div>
      </div>
    </Page>
  );
}
