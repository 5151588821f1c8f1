import type { Notice } from '#shared/contract/wire.ts';
import { wantsNotice } from '#shared/features/deployment/notice.ts';
import { client } from '../api/client.ts';
import { navigate } from './location.ts';
import { deepLinkTo, readDeepLink } from './routes.ts';

/** Whether this desk can tell anything on the desktop, or could once it was allowed to. */
export function noticePermission(): NotificationPermission | 'unsupported' {
  return 'Notification' in window ? Notification.permission : 'unsupported';
}

/** Tells it on the desktop, where the person wants to be told and does not look at this window already. */
export async function tell(notice: Notice): Promise<void> {
  if (noticePermission() !== 'granted' || document.hasFocus()) return;
  const { notices } = await client.settings.get();
  if (!wantsNotice(notices, notice)) return;
  const { title, body, tag, about } = notice;
  const shown = new Notification(title, { body, tag });
  shown.onclick = () => {
    window.focus();
    const link = readDeepLink(deepLinkTo(about.noun, about.uid));
    if (link) navigate(link.path);
    shown.close();
  };
}
