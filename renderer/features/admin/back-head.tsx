import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { SectionHead } from './section-head.tsx';
import css from './back-head.module.css';

export interface BackHeadProps {
  readonly title: string;
  /** Where the way back leads. */
  readonly back: string;
  readonly onBack: () => void;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** The head of a screen that a part of the admin area leads to, with the way back. */
export function BackHead(props: BackHeadProps) {
  const back = useRef<HTMLButtonElement>(null);
  // The button that led here is gone.
  useEffect(() => back.current?.focus(), []);
  return (
    <div className={css['top']}>
      <IconButton
        ref={back}
        label={props.back}
        icon={<ArrowLeft size={20} aria-hidden />}
        onPress={props.onBack}
      />
      <SectionHead title={props.title} action={props.action}>
        {props.children}
      </SectionHead>
    </div>
  );
}
