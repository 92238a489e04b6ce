/** Which pages of this core a person can see, and where they were last. */
export interface PagesInSight {
  /**
   * A page says whether it can be seen, and whether the person is in it.
   *
   * @param page the connection that it speaks through; null: the host does not tell them apart
   */
  readonly seen: (
    state: { readonly visible: boolean; readonly focused: boolean },
    page: object | null,
  ) => void;
  /** The page is closed. */
  readonly gone: (page: object) => void;
  /** The one that can be seen in which the person was last; null: none is known. */
  readonly last: () => object | null;
}

/** No page is known yet. */
export function createPagesInSight(): PagesInSight {
  /** Whether it can be seen, by page; where the person was last is the last. */
  const pages = new Map<object, boolean>();
  return {
    seen: ({ visible, focused }, page) => {
      if (page === null) return;
      // A page that merely comes into sight keeps its place: the person is in another one.
      if (focused) pages.delete(page);
      pages.set(page, visible);
    },
    gone: (page) => {
      pages.delete(page);
    },
    last: () => {
      let found: object | null = null;
      for (const [page, visible] of pages) if (visible) found = page;
      return found;
    },
  };
}
