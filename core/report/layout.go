package report

// Layout is the packing of Cells, their first byte. It is raised whenever a cell comes to
// mean something else, so that what was kept is made anew.
const Layout = 2
