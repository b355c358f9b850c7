// What anywidget's host does, and no more: load the widget's module, give it a model and an element.
window.toPython = [];  // what the page asked; the test fetches it

const bytes = (part) => new DataView(Uint8Array.from(atob(part), (sign) => sign.charCodeAt(0)).buffer);
const written = (part) => btoa(Array.from(new Uint8Array(part), (byte) => String.fromCharCode(byte)).join(""));
// Bytes travel beside the state: put each where it belongs, as Jupyter does.
window.withBuffers = (state, paths = [], parts = []) => {
  paths.forEach(([key], at) => { state[key] = bytes(parts[at]); });
  return state;
};

window.mount = async (state) => {
  window.state = state;
  const address = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
  const { default: widget } = await import(address);
  const listeners = {};
  const fire = (name, ...values) => (listeners[name] ?? []).slice().forEach((listener) => listener(...values));
  const model = {
    get: (key) => state[key],
    set: (key, value) => { state[key] = value; fire(`change:${key}`); },
    save_changes: () => {},
    send: (content, _callbacks, parts = []) => window.toPython.push({ method: "custom", content, parts: parts.map(written) }),
    on: (name, listener) => { (listeners[name] ??= []).push(listener); },
    off: (name, listener) => { listeners[name] = (listeners[name] ?? []).filter((each) => each !== listener); },
  };
  window.fromPython = ({ method, state: news = {}, buffer_paths: paths, content }, parts = []) => {
    if (method === "custom") { fire("msg:custom", content, parts.map(bytes)); return; }
    Object.assign(state, withBuffers(news, paths, parts));
    for (const key of Object.keys(news)) fire(`change:${key}`);
  };
  window.listenerCount = () => Object.values(listeners).flat().length;
  const style = document.createElement("style");
  style.textContent = state._css;
  document.head.append(style);
  const el = document.createElement("div");
  document.querySelector("main").replaceChildren(el);
  window.cleanUp = await widget.render({ model, el, signal: new AbortController().signal });
};
