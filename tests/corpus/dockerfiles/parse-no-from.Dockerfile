RUN ldconfig
