import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import { outsideUrl, SafeLink } from '../SafeLink.tsx';
import { githubText } from './githubText.ts';
import classes from './Markdown.module.css';

/** A link, or its words with the address behind them when it is none that may be opened. */
function Link({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  if (outsideUrl(href) !== null) return <SafeLink url={href} label={children} />;
  const isSaid = href === '' || href.startsWith('#') || children === href;
  return (
    <>
      {children}
      {isSaid ? null : <span className={classes.address}> ({href})</span>}
    </>
  );
}

function Task({ isDone }: { readonly isDone: boolean }) {
  const Icon = isDone ? IconSquareCheck : IconSquare;
  return <Icon className={classes.task} size={14} stroke={1.75} aria-label={isDone ? 'done' : 'open'} />;
}

const components: Components = {
  a: ({ href = '', children }) => <Link href={href}>{children}</Link>,
  input: ({ checked = false }) => <Task isDone={checked} />,
};

/**
 * A text in markdown, its headings from level `highest` on. What it shows is built from the parsed text alone: HTML in it
 * is words, nothing is loaded, and links open outside or are only words.
 */
export const MarkdownText = memo(function MarkdownText({
  text,
  highest,
}: {
  readonly text: string;
  readonly highest: number;
}) {
  return (
    <ReactMarkdown remarkPlugins={[[githubText, { highest }]]} components={components}>
      {text}
    </ReactMarkdown>
  );
});
