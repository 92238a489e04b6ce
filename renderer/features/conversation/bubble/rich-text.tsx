import { richText, type RichPart } from '../model/rich-text.ts';
import { ExternalLink } from './external-link.tsx';
import css from './rich-text.module.css';

function Part(props: { readonly part: RichPart }) {
  const { part } = props;
  switch (part.kind) {
    case 'text':
      break;
    case 'bold':
      return <strong className={css['bold']}>{part.text}</strong>;
    case 'italic':
      return <em>{part.text}</em>;
    case 'struck':
      return <s>{part.text}</s>;
    case 'code':
      return <code className={css['code']}>{part.text}</code>;
    case 'link':
      return <ExternalLink url={part.url}>{part.text}</ExternalLink>;
  }
  return part.text;
}

/** A text with WhatsApp's marks and its links. */
export function RichText(props: { readonly text: string }) {
  let from = 0;
  return richText(props.text).map((part) => {
    const key = `${from} ${part.kind}`;
    from += part.text.length;
    return <Part key={key} part={part} />;
  });
}
