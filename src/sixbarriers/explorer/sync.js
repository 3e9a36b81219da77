// Keeps the model's `scenario` and `values` and the explorer's state the same, both ways, so that in
// a notebook Python sees the sliders and can move them.

/** @param {any} context see explorer.js */
export function modelFeature({ model, store }) {
  const take = () => {
    const { scenario, values } = store.read();
    const wanted = model.get("scenario") ?? scenario;
    const asked = model.get("values") ?? {};
    const same = wanted === scenario
      && Object.entries(asked).every(([name, value]) => values[name] === value);
    if (same) return;
    store.dispatch({ type: "replace", scenario: wanted, values: asked });
  };
  take();
  model.on?.("change:values", take);
  model.on?.("change:scenario", take);
  return {
    settle() {
      const { scenario, values } = store.read();
      if (model.get("scenario") === scenario && JSON.stringify(model.get("values")) === JSON.stringify(values)) return;
      model.set("scenario", scenario);
      model.set("values", { ...values });
      model.save_changes();
    },
    destroy() {
      model.off?.("change:values", take);
      model.off?.("change:scenario", take);
    },
  };
}
