// Asio's own code, compiled once (BOOST_ASIO_SEPARATE_COMPILATION).
#include "daemon/asio.hh"

#include <boost/asio/impl/src.hpp>
