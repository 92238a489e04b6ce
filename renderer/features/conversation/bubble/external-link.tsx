import type { ReactNode } from 'react';
import { announceFailure } from '../../../ui/toasts.tsx';
import { useBootstrap, useBridgeMutation } from '../../../bridge/context.tsx';
import css from './external-link.module.css';

export interface ExternalLinkProps {
  readonly url: string;
  readonly label?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

function isSecure(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

/**
 * A link out of the app: the core opens it where it can, which asks first; else the browser
 * does. What is not https stays plain text.
 */
export function ExternalLink(props: ExternalLinkProps) {
  const { capabilities } = useBootstrap();
  const open = useBridgeMutation('external.open');
  if (!isSecure(props.url)) return <span className={props.className}>{props.children}</span>;
  return (
    <a
      href={props.url}
      target="_blank"
      rel="noreferrer noopener"
      className={props.className ?? css['link']}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      onClick={(event) => {
        if (!capabilities.openExternal) return;
        event.preventDefault();
        open.mutate(
          { url: props.url },
          { onError: ({ refusal }) => announceFailure(refusal.what, refusal.next) },
        );
      }}
    >
      {props.children}
    </a>
  );
}
