import { useLayoutEffect, useRef, type ReactNode } from 'react';

/** A box that scrolls where its content is wider. Only then can the keyboard reach it, under its label: a box that does not scroll is no stop. */
export function Scroller({
  label,
  className,
  children,
}: {
  label: string;
  className: string | undefined;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => {
      const scrolls = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
      const attributes = { tabindex: '0', role: 'group', 'aria-label': label };
      for (const [name, value] of Object.entries(attributes)) {
        if (scrolls) element.setAttribute(name, value);
        else element.removeAttribute(name);
      }
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [label]);
  return (
    <div ref={box} className={className}>
      {children}
    </div>
  );
}
