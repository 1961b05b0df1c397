/** Types of the Plotly functions that the page calls; the package has none. */
declare module "plotly.js-cartesian-dist-min" {
  export interface PlotlyLibrary {
    react(element: HTMLElement, traces: object[], layout: object, config: object): Promise<unknown>;
    purge(element: HTMLElement): void;
    Plots: { resize(element: HTMLElement): Promise<unknown> };
  }
  const Plotly: PlotlyLibrary;
  export default Plotly;
}
