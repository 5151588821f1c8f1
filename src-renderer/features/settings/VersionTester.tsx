import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { VersionScheme } from '#shared/features/project/model.ts';
import { Version } from '../../ui/Version.tsx';
import form from './Form.module.css';
import { schemeOf, sortVersions } from './versions.ts';

const EXAMPLE = '1.9.0\n1.10.0-rc2\n1.10.0-rc10\n1.10.0';
const words = { semver: 'SemVer', calver: 'CalVer', free: 'free' } as const;

/** Sorts what a person types by the very rule that sorts the releases of a project. */
export function VersionTester({ scheme }: { readonly scheme: VersionScheme | null }) {
  const [text, setText] = useState(EXAMPLE);
  const versions = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const used = scheme ?? schemeOf(versions);
  return (
    <div className={form.tester}>
      <Textarea
        label="Try it"
        description="One version a line, the oldest first."
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <div className={form.title}>
          Newest first, as {words[used]}
          {scheme === null ? ' (guessed)' : ''}
        </div>
        <ol className={form.order} aria-label="Sorted versions">
          {sortVersions(used, versions).map(({ version, fits, index }) => (
            <li key={index}>
              <Version value={version} max={28} />
              {fits ? null : <span className={form.misfit}>does not fit, below the rest</span>}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
