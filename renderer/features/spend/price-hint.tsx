import { lazy, Suspense } from 'react';
import { loadStrings } from '../../i18n/index.ts';
import type { NextPriceProps } from './next-price.tsx';

const NextPrice = lazy(async () => {
  const [{ NextPrice: Hint }] = await Promise.all([
    import('./next-price.tsx'),
    loadStrings('spend'),
  ]);
  return { default: Hint };
});

/** What the next message would cost, as soon as that is known. */
export function PriceHint(props: NextPriceProps) {
  return (
    <Suspense fallback={props.otherwise}>
      <NextPrice {...props} />
    </Suspense>
  );
}
