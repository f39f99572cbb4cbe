// Tells when an element is near what is seen: one observer for all elements of a page.

/** How far from what is seen is near, so that a table stands when it is reached. */
const MARGIN = "600px";

/** @type {WeakMap<Element, () => void>} */
const awaited = new WeakMap();

/** @type {IntersectionObserver | undefined} */
let observer;

/**
 * Calls once, when the element is near. An element that is not displayed is not near.
 * @param {Element} element @param {() => void} act
 */
export function whenNear(element, act) {
  observer ??= new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      const act = awaited.get(target);
      atOnce(target);
      act?.();
    }
  }, { rootMargin: MARGIN });
  awaited.set(element, act);
  observer.observe(element);
}

/** Waits no longer. @param {Element} element */
export function atOnce(element) {
  awaited.delete(element);
  observer?.unobserve(element);
}
